import { DomainError } from '../../kernel/errors.js';

const advice = 'save the picture as JPEG or PNG and give that file';

/** Why a file is no picture that can be shown; each tells what to do. */
const reasons = {
  'picture-unknown': `this is not a JPEG, PNG, WebP or AVIF picture, whatever its name says: ${advice}`,
  'picture-svg': `an SVG is a program as well as a picture: ${advice}`,
  'picture-gif': `GIF pictures are not taken: ${advice}`,
  'picture-heic': `HEIC pictures can be read by few browsers: ${advice}`,
  'picture-broken':
    'the picture is broken or was only partly saved: open it, save it anew and give that file',
} as const;

/** The file is no picture that can be shown. */
export class PictureUnfit extends DomainError {
  constructor(readonly reason: keyof typeof reasons) {
    super('invalid', reason, reasons[reason]);
  }
}

/** The file has more bytes than are read. */
export class PictureTooHeavy extends DomainError {
  constructor(mostMegabytes: number) {
    super(
      'invalid',
      'picture-too-heavy',
      `a picture has at most ${String(mostMegabytes)} MB: make it smaller, 1440 pixels in width are enough`,
      { most: mostMegabytes },
    );
  }
}

/** The picture has more pixels than are unpacked, whatever its file weighs. */
export class PictureTooLarge extends DomainError {
  constructor(mostMegapixels: number) {
    super(
      'invalid',
      'picture-too-large',
      `a picture has at most ${String(mostMegapixels)} million pixels: make it smaller, 1440 in width are enough`,
      { most: mostMegapixels },
    );
  }
}

/** The picture is too narrow to be shown well. */
export class PictureTooSmall extends DomainError {
  constructor(width: number, least: number) {
    super(
      'invalid',
      'picture-too-small',
      `the picture is ${String(width)} pixels wide, and at least ${String(least)} are wanted: give a larger one`,
      { width, least },
    );
  }
}

/** The picture is a ribbon or a pole. */
export class PictureTooLong extends DomainError {
  constructor() {
    super(
      'invalid',
      'picture-too-long',
      'the picture is more than three times as wide as high, or twice as high as wide: cut it to a calmer shape',
    );
  }
}
