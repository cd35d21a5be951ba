import type { VNode } from 'preact';
import type { PictureModel, PictureSource } from './picture.model.js';

/** Up to here a page is a phone's, and loads the smallest file whatever its screen could show. */
const PHONE = '(max-width: 40rem)';
const SIZES = '(min-width: 60rem) 42rem, 100vw';

/** A campaign's picture, with whose it is below it. Its place is kept free, so that nothing moves when it comes. */
export function Picture({ picture }: { readonly picture: PictureModel | null }): VNode | null {
  if (!picture) return null;
  const { sources, credit } = picture;
  return (
    <figure class="picture">
      <picture>
        {sources.map(({ type, smallest }) => (
          <source key={type} media={PHONE} type={type} srcset={smallest} />
        ))}
        {sources.slice(0, -1).map(({ type, all }) => (
          <source key={type} type={type} srcset={all} sizes={SIZES} />
        ))}
        <Image picture={picture} source={sources.at(-1)} />
      </picture>
      {credit === null ? null : (
        <figcaption class="fine">
          <bdi>{credit}</bdi>
        </figcaption>
      )}
    </figure>
  );
}

function Image(props: { picture: PictureModel; source: PictureSource | undefined }): VNode {
  const { picture, source } = props;
  const { alt, lang, width, height } = picture;
  return (
    <img
      src={source?.smallest}
      srcset={source?.all}
      sizes={SIZES}
      width={width}
      height={height}
      alt={alt}
      lang={lang}
      decoding="async"
    />
  );
}

/** The same beside a campaign's title in a list; `lazy` where it lies below what is seen first. */
export function SmallPicture(props: {
  readonly picture: PictureModel | null;
  readonly lazy: boolean;
}): VNode | null {
  const { picture, lazy } = props;
  if (!picture) return null;
  const { sources, alt, lang, width, height } = picture;
  return (
    <picture class="list-picture">
      {sources.slice(0, -1).map(({ type, smallest }) => (
        <source key={type} type={type} srcset={smallest} />
      ))}
      <img
        src={sources.at(-1)?.smallest}
        width={width}
        height={height}
        alt={alt}
        lang={lang}
        {...(lazy ? { loading: 'lazy' as const } : {})}
      />
    </picture>
  );
}
