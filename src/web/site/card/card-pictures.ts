import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { renderAsync } from '@resvg/resvg-js';
import { DomainError } from '../../../kernel/errors.js';
import { NothingRead } from '../kept-readings.js';
import { PictureFiles } from '../look/picture-files.js';
import { type CardModel, cardSize, cardSvg } from './card.svg.js';
import { cardFonts } from './typesetting.js';

/** A card as bytes of a PNG. */
export interface CardPicture {
  readonly body: Buffer;
  readonly etag: string;
}

/** More cards wait to be drawn than can be soon. */
export class TooManyCards extends DomainError {
  constructor() {
    super('unavailable', 'too-many-cards', 'more pictures wait to be drawn than can be soon');
  }
}

const MOST_KEPT = 200;
const MOST_WAITING = 50;
/** Changes with the design: pictures made before are not these. */
const DESIGN = '1';

/** Draws cards: each once for what it says, one at a time, beside the event loop. */
@Injectable()
export class CardPictures {
  private readonly kept = new Map<string, Promise<CardPicture>>();
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly files: PictureFiles) {}

  /** Names what a card says, for its address: another name is another picture. */
  static nameOf(model: CardModel): string {
    return createHash('sha256')
      .update(JSON.stringify([DESIGN, model]))
      .digest('base64url')
      .slice(0, 16);
  }

  /** The picture. Throws TooManyCards, and NothingRead where the campaign's own is not there just now. */
  async find(model: CardModel): Promise<CardPicture> {
    const name = CardPictures.nameOf(model);
    const known = this.kept.get(name);
    if (known) return known;
    if (this.waiting >= MOST_WAITING) throw new TooManyCards();
    this.waiting += 1;
    const drawing = this.last
      .then(() => this.draw(model))
      .finally(() => {
        this.waiting -= 1;
      });
    this.last = drawing.catch(() => undefined);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(name, drawing);
    drawing.catch(() => this.kept.delete(name));
    return drawing;
  }

  private async draw(model: CardModel): Promise<CardPicture> {
    const { picture } = model;
    const beside = picture === undefined ? null : await this.files.find(picture);
    if (picture !== undefined && !beside) throw new NothingRead();
    const image = await renderAsync(cardSvg(model, beside?.body), {
      font: cardFonts,
      fitTo: { mode: 'width', value: cardSize.width },
    });
    const body = image.asPng();
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  }
}
