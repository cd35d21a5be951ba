import type { VNode } from 'preact';

/** The service's name with its flame, linking home. */
export function Brand({ href, name }: { readonly href: string; readonly name: string }): VNode {
  return (
    <a class="brand" href={href}>
      <svg class="brand-mark" viewBox="0 0 24 32" width="18" height="24" aria-hidden="true" focusable="false">
        <path
          class="flame"
          d="M12 1c5 5.400 7.600 9.200 7.600 12.800a7.600 7.600 0 0 1-15.200 0C4.400 10.200 7 6.400 12 1z"
        />
        <path class="wick" d="M6.500 23.500h11V30a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1z" />
      </svg>
      <span>{name}</span>
    </a>
  );
}
