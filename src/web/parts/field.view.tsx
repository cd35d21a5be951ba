import type { ComponentChildren, VNode } from 'preact';

/** What every field shares: its name, words, and the message when it was refused. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** '(optional)' in the page's language, behind the label. */
  readonly optional?: string | undefined;
  readonly error?: string | undefined;
}

/** The id of a field's control, which the error summary links to. */
export const fieldId = (name: string): string => `f-${name}`;

/** What a control says about itself to assistive technology. */
export function described({ name, hint, error }: FieldProps): Record<string, string> {
  const ids = [hint ? `h-${name}` : '', error ? `e-${name}` : ''].filter((id) => id !== '');
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error ? { 'aria-invalid': 'true' } : {}),
  };
}

/** A field's message, beside the field. */
export function FieldError({ name, error }: Pick<FieldProps, 'name' | 'error'>): VNode | null {
  if (!error) return null;
  return (
    <p class="field-error" id={`e-${name}`}>
      {error}
    </p>
  );
}

/** A label, its hint and message around a control. */
export function Field(props: FieldProps & { readonly children: ComponentChildren }): VNode {
  const { name, label, hint, optional, error, children } = props;
  return (
    <div class={error ? 'field field-refused' : 'field'}>
      <label for={fieldId(name)}>
        {label} {optional ? <span class="optional">{optional}</span> : null}
      </label>
      {hint ? (
        <p class="hint" id={`h-${name}`}>
          {hint}
        </p>
      ) : null}
      <FieldError name={name} error={error} />
      {children}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  /** What stands under the control. */
  readonly below?: VNode;
  readonly type?: 'text' | 'email' | 'date';
  readonly value: string;
  readonly autocomplete: string;
  readonly required?: boolean;
  readonly dir?: 'auto' | 'ltr';
}

/**
 * One line of text. Required fields are marked for assistive technology only: the browser's own bubbles
 * would speak its language instead of the page's, so the service answers with its own messages.
 */
export function TextField(props: TextFieldProps): VNode {
  const { name, type = 'text', value, autocomplete, required = false, dir = 'auto' } = props;
  const attributes = {
    id: fieldId(name),
    name,
    value,
    autocomplete,
    dir,
    ...(required ? { 'aria-required': 'true' as const } : {}),
    ...described(props),
  };
  return (
    <Field {...props}>
      <Control type={type} {...attributes} />
      {props.below}
    </Field>
  );
}

type Attributes = Readonly<Record<string, string>>;

function Control({ type, ...attributes }: { type: NonNullable<TextFieldProps['type']> } & Attributes): VNode {
  if (type === 'email')
    return <input type="email" spellcheck={false} autocapitalize="none" {...attributes} />;
  return type === 'date' ? <input type="date" {...attributes} /> : <input type="text" {...attributes} />;
}

/** Several lines of text. */
export function TextArea(
  props: FieldProps & {
    readonly value: string;
    readonly rows: number;
    readonly required?: boolean;
    readonly max?: number;
  },
): VNode {
  return (
    <Field {...props}>
      <textarea
        id={fieldId(props.name)}
        name={props.name}
        rows={props.rows}
        dir="auto"
        {...(props.max === undefined ? {} : { maxlength: props.max })}
        {...(props.required ? { 'aria-required': 'true' as const } : {})}
        {...described(props)}
      >
        {props.value}
      </textarea>
    </Field>
  );
}
