import { DomainError } from '../../kernel/errors.js';

/** What was given is no colour. */
export class AccentRefused extends DomainError {
  constructor(colour: string) {
    super(
      'invalid',
      'accent-refused',
      `${colour} is not a colour: write # and six digits from 0 to f, like #16544d`,
      { colour: colour.slice(0, 40) },
    );
  }
}

/** The campaign has no picture, and none was given. */
export class PictureMissing extends DomainError {
  constructor() {
    super('invalid', 'picture-missing', 'the campaign has no picture yet: give a file');
  }
}

/** A picture is described in every language of its campaign, or said to decorate. */
export class PictureUndescribed extends DomainError {
  constructor(locale: string) {
    super(
      'invalid',
      'picture-undescribed',
      `it is not said in ${locale} what the picture shows: tell those who cannot see it, or say that it only decorates`,
      { locale },
    );
  }
}
