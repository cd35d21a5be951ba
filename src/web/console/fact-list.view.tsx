import type { ComponentChildren, VNode } from 'preact';

/** Names and values in two columns, one under the other where it is narrow. */
export function FactList({ children }: { readonly children: ComponentChildren }): VNode {
  return <dl class="console-facts">{children}</dl>;
}

/** One name and its value. */
export function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The sha256 of what an approval binds: the beginning to compare by eye, the whole to copy. */
export function Fingerprint({ sha256 }: { readonly sha256: string | null }): VNode {
  if (sha256 === null) return <span>–</span>;
  return (
    <code class="fingerprint" dir="ltr">
      {sha256}
    </code>
  );
}
