import PostalMime from 'postal-mime';
import { DomainError } from '../../kernel/errors.js';

/** A mail in the embedded mailbox, as its list tells it. */
export interface CaughtMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
}

/** How far a campaign has come, as the public sees it. */
export interface PublicProgress {
  readonly confirmed: number;
  readonly asOf: string;
}

/** No service answers where the configuration says it would. */
export class NoServiceRunning extends DomainError {
  constructor(url: string) {
    super(
      'unavailable',
      'no-service-running',
      `no service answers at ${url}; start it with \`npm start\` and run the demo beside it`,
    );
  }
}

/** A step of the demo was answered in an unforeseen way. */
export class UnexpectedAnswer extends DomainError {
  constructor(what: string, status: number) {
    super('unavailable', 'unexpected-answer', `${what} was answered with ${String(status)}`);
  }
}

const PATIENCE_MS = 4_000;

/** The running service, seen from outside: what a supporter's browser and mail program would ask of it. */
export class ServiceDoor {
  constructor(readonly url: string) {}

  /** Throws unless the service is ready and catches its own mail. */
  async requireReady(): Promise<void> {
    const ready = await this.ask('/health/ready').catch(() => undefined);
    if (ready?.status !== 200) throw new NoServiceRunning(this.url);
    const mailbox = await this.ask('/mailbox/messages.json');
    if (mailbox.status !== 200) {
      throw new DomainError(
        'unavailable',
        'no-mailbox',
        `the demo reads the mail it causes in the embedded mailbox, which ${this.url} does not use`,
      );
    }
  }

  /** Sends the sign form as a browser does. */
  async sign(slug: string, locale: string, form: Readonly<Record<string, string>>): Promise<void> {
    const answer = await this.ask(
      `/${locale}/c/${slug}/signatures`,
      new URLSearchParams({ ...form, locale }),
    );
    if (answer.status !== 303) throw new UnexpectedAnswer('the sign form', answer.status);
  }

  /** The mails to an address, newest first. */
  async mailsTo(address: string): Promise<CaughtMail[]> {
    const answer = await this.ask(`/mailbox/messages.json?to=${encodeURIComponent(address)}`);
    if (answer.status !== 200) throw new UnexpectedAnswer('the mailbox', answer.status);
    return (await answer.json()) as CaughtMail[];
  }

  /** The text part of a mail. */
  async textOf(mail: CaughtMail): Promise<string> {
    const answer = await this.ask(`/mailbox/messages/${encodeURIComponent(mail.id)}.eml`);
    if (answer.status !== 200) throw new UnexpectedAnswer('a mail', answer.status);
    const parsed = await PostalMime.parse(await answer.arrayBuffer());
    return parsed.text ?? '';
  }

  /** Presses the button of a confirmation page. */
  async confirm(link: string): Promise<void> {
    const answer = await this.ask(new URL(link).pathname, new URLSearchParams());
    if (answer.status !== 200) throw new UnexpectedAnswer('the confirmation', answer.status);
  }

  /** The public count; null while the campaign is not to be seen yet. */
  async progress(slug: string): Promise<PublicProgress | null> {
    const answer = await this.ask(`/c/${slug}/progress.json`);
    return answer.status === 200 ? ((await answer.json()) as PublicProgress) : null;
  }

  private ask(path: string, form?: URLSearchParams): Promise<Response> {
    return fetch(new URL(path, this.url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(form ? { method: 'POST', body: form } : {}),
    });
  }
}

/** The confirmation link: alone on a line of the mail's text, as the interface promises. */
export function confirmationLink(text: string): string | null {
  return /^https?:\/\/\S+\/confirm\/\S+$/m.exec(text)?.[0] ?? null;
}
