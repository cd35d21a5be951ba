import type { VNode } from 'preact';
import { embedQuery } from '../../../domain/campaigns/embed-snippet.js';
import type { CampaignPageModel, SignFormModel } from '../campaign-page.model.js';
import { SharedDevice } from '../../parts/exit.view.js';
import { ownWords } from '../../parts/own-words.js';
import { Picture } from '../look/picture.view.js';
import { ownLanguage } from '../own-language.js';
import { Tally } from '../sign-card.view.js';
import { SignForm } from '../sign-form.view.js';
import { EmbedDocument, type EmbedFrame, OutLink } from './embed-document.view.js';

/** The form in a partner's page: what is signed, how many have, the form, and whom one deals with. */
export function EmbedFormPage(props: {
  readonly page: CampaignPageModel;
  readonly form: SignFormModel;
  readonly frame: EmbedFrame;
}): VNode {
  const { page, form, frame } = props;
  const { t, prefix, slug, signing, texts } = page;
  // Without JavaScript the fragment brings the reader to what has to be changed; what was taken has no such place.
  const action = `${prefix}/embed/${slug}/signatures${embedQuery(frame)}#error-summary-title`;
  const own = ownLanguage(page);
  return (
    <EmbedDocument {...frame} title={texts.title} exit={page.exit} event="form">
      <header class="embed-head">
        <p class="kicker">{t.say('campaign.kicker')}</p>
        <h1 {...ownWords(own)}>{texts.title}</h1>
        <p {...ownWords(own, 'embed-summary')}>{texts.summary}</p>
        {frame.picture ? <Picture picture={page.picture} /> : null}
        <p>
          <OutLink t={t} href={`${prefix}/c/${slug}`} text={t.say('embed.about')} />
        </p>
      </header>
      <h2>{t.say('form.title')}</h2>
      <Tally page={page} />
      {signing === 'open' || form.trouble !== undefined ? (
        <>
          {page.exit === null ? null : <SharedDevice t={t} />}
          <SignForm page={page} form={form} action={action} />
        </>
      ) : (
        <p class="notice">{t.say(`campaign.state.${signing}`)}</p>
      )}
      <p class="fine embed-foot">{t.say('embed.foot', { host: new URL(page.origin).host })}</p>
    </EmbedDocument>
  );
}
