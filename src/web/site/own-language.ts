import { dirOf } from '../../platform/i18n/locale.js';
import type { OwnLanguage } from '../parts/own-words.js';
import type { CampaignPageModel } from './campaign-page.model.js';

/** The language of a campaign's own words in its page, where that is in another. */
export function ownLanguage({ t, content }: Pick<CampaignPageModel, 't' | 'content'>): OwnLanguage {
  return content === t.locale ? {} : { lang: content, dir: dirOf(content) };
}
