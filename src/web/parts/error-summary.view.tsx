import type { VNode } from 'preact';
import { fieldId } from './field.view.js';

/** A refused field: its name and the message shown beside it too. */
export interface RefusedField {
  readonly name: string;
  readonly message: string;
}

/** What went wrong with the service and not with the form, in the same place. */
export function Trouble({ text }: { readonly text: string | undefined }): VNode | null {
  if (text === undefined) return null;
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <p>{text}</p>
    </div>
  );
}

interface ErrorSummaryProps {
  readonly title: string;
  readonly refused: readonly RefusedField[];
  /** One below the heading it stands under. */
  readonly heading?: 'h2' | 'h3';
}

/** What has to be changed, in one place that takes the focus when the page opens, linked to each field. */
export function ErrorSummary({ title, refused, heading: Heading = 'h3' }: ErrorSummaryProps): VNode | null {
  if (refused.length === 0) return null;
  return (
    <div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex={-1} autofocus>
      <Heading id="error-summary-title">{title}</Heading>
      <ul>
        {refused.map(({ name, message }) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
