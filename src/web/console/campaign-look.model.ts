import type { Accents } from '../../domain/campaigns/accent.rules.js';
import type { PictureWords } from '../../domain/campaigns/campaign-look.js';
import type { Colour } from '../../domain/campaigns/colour.rules.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { PictureTyped } from './campaign-look.form.js';

/** How a campaign looks, and whether the reader may change it. */
export interface LookModel {
  readonly slug: string;
  readonly title: string;
  readonly mayChange: boolean;
  readonly locales: readonly string[];
  readonly accent: { readonly chosen: Colour; readonly shown: Accents } | null;
  readonly picture:
    (PictureWords & { readonly path: string; readonly width: number; readonly height: number }) | null;
}

/** What every part of the page is given. */
export interface LookProps {
  readonly t: Language;
  readonly model: LookModel;
  /** The field that was refused, why, and what was typed. */
  readonly refused?:
    | {
        readonly name: string;
        readonly message: string;
        readonly accent?: string;
        readonly typed?: PictureTyped;
      }
    | undefined;
}
