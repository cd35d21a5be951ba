import type { VNode } from 'preact';
import { described, Field, FieldError, fieldId, type FieldProps } from './field.view.js';

/** One thing that can be chosen, with the sentence that says what choosing it means. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** What choosing it comes to; `follows` marks what the form's script keeps in step with the name. */
  readonly example?: { readonly label: string; readonly text: string; readonly follows?: string };
}

interface ChoiceProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly value: string;
}

/** A list to choose one from, for many choices. */
export function SelectField(
  props: ChoiceProps & { readonly autocomplete: string; readonly required?: boolean },
): VNode {
  return (
    <Field {...props}>
      <select
        id={fieldId(props.name)}
        name={props.name}
        autocomplete={props.autocomplete}
        {...(props.required ? { 'aria-required': 'true' as const } : {})}
        {...described(props)}
      >
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A few choices, each explained; the first one's control carries the field's id, for links to it. */
export function RadioGroup(props: ChoiceProps): VNode {
  const { name, label, choices, value, error } = props;
  return (
    <fieldset class={error ? 'field field-refused' : 'field'} {...described(props)}>
      <legend>{label}</legend>
      {props.hint ? (
        <p class="hint" id={`h-${name}`}>
          {props.hint}
        </p>
      ) : null}
      <FieldError name={name} error={error} />
      <div class="choices">
        {choices.map((choice, index) => {
          const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${choice.value}`;
          return (
            <div class="choice" key={choice.value}>
              <input
                type="radio"
                id={id}
                name={name}
                value={choice.value}
                checked={choice.value === value}
                aria-describedby={describedBy(id, choice)}
              />
              <label for={id}>{choice.label}</label>
              {choice.hint ? (
                <p class="hint" id={`${id}-hint`}>
                  {choice.hint}
                </p>
              ) : null}
              {choice.example ? <Example id={id} {...choice.example} /> : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

function describedBy(id: string, { hint, example }: Choice): string | undefined {
  return [hint && `${id}-hint`, example && `${id}-example`].filter(Boolean).join(' ') || undefined;
}

function Example(props: { readonly id: string } & NonNullable<Choice['example']>): VNode {
  const { id, label, text, follows } = props;
  return (
    <p class="example" id={`${id}-example`}>
      {label} <bdi {...(follows === undefined ? {} : { 'data-shows': follows })}>{text}</bdi>
    </p>
  );
}

interface CheckboxProps extends FieldProps {
  readonly value: string;
  readonly checked: boolean;
}

/** One thing to tick; never ticked beforehand. */
export function Checkbox(props: CheckboxProps): VNode {
  const { name, label, hint, value, checked, error } = props;
  return (
    <div class={error ? 'field field-refused' : 'field'}>
      <FieldError name={name} error={error} />
      <div class="choice">
        <input
          type="checkbox"
          id={fieldId(name)}
          name={name}
          value={value}
          checked={checked}
          {...described(props)}
        />
        <label for={fieldId(name)}>{label}</label>
        {hint ? (
          <p class="hint" id={`h-${name}`}>
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
