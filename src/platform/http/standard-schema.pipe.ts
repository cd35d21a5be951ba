import { StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidInput, pointerOf } from './invalid-input.js';

/** Checks parameters that carry a schema (`@Body({ schema })`); what does not fit is told by JSON pointers. */
export function standardSchemaPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new InvalidInput(
        issues.slice(0, 50).map(({ path = [], message }) => ({
          pointer: pointerOf(path.map((part) => (typeof part === 'object' ? part.key : part))),
          detail: message,
        })),
      ),
  });
}
