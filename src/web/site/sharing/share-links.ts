/** A place where a link can be passed on: its name, and the address that opens it with the words filled in. */
export interface ShareLink {
  readonly name: string;
  readonly href: string;
}

/**
 * Plain links that load nothing before they are followed. They carry the campaign's public address and title alone: nothing
 * says that whoever shares it has signed.
 */
export function shareLinks(
  address: string,
  words: { text: string; subject: string; mail: string },
): ShareLink[] {
  const url = encodeURIComponent(address);
  const text = encodeURIComponent(words.text);
  const both = encodeURIComponent(`${words.text}\n${address}`);
  const subject = encodeURIComponent(words.subject);
  return [
    { name: 'WhatsApp', href: `https://wa.me/?text=${both}` },
    { name: 'Telegram', href: `https://t.me/share/url?url=${url}&text=${text}` },
    {
      name: words.mail,
      href: `mailto:?subject=${subject}&body=${encodeURIComponent(`${words.text}\r\n${address}`)}`,
    },
    { name: 'Mastodon', href: `https://share.joinmastodon.org/#text=${both}` },
    { name: 'Bluesky', href: `https://bsky.app/intent/compose?text=${both}` },
    { name: 'Facebook', href: `https://www.facebook.com/sharer/sharer.php?u=${url}` },
    { name: 'X', href: `https://x.com/intent/post?text=${text}&url=${url}` },
  ];
}
