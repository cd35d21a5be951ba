import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import tlsOptions from 'smtp-server/lib/tls-options.js';
import { ALL_EXTENSIONS, type SinkBehaviour, type SinkPhase } from './sink-behaviour.js';
import type { SunkMail } from './smtp-sink.js';

/** What a sink's conversations share. */
export interface SinkRecords {
  readonly mails: SunkMail[];
  /** Message-IDs in the order in which their 250 was said. */
  readonly accepted: string[];
  readonly commands: string[];
  readonly tries: Map<string, number>;
  dropped: number;
  /** Those whose mail came whole and waits for its reply. */
  readonly late: Set<SinkConversation>;
  behaviour: SinkBehaviour;
}

const END = '\r\n.\r\n';

/** One connection of the sink, from its greeting on. */
export class SinkConversation {
  /** As it called itself in EHLO. */
  client = '';
  private socket: Socket;
  private buffer = '';
  private searched = 0;
  private inBody = false;
  private hasSender = false;
  private from = '';
  private to = '';
  private begun = 0;
  private isLate = false;
  private said: Promise<void> = Promise.resolve();

  constructor(
    socket: Socket,
    private readonly records: SinkRecords,
    private readonly others: number,
  ) {
    this.socket = socket;
    this.listen();
  }

  /** The greeting, or what comes in its place. */
  greet(): void {
    const { greeting = '220 sink ESMTP', mostConnections = Infinity } = this.behaviour;
    if (this.dropsAt('connect')) return;
    if (this.others >= mostConnections) {
      this.say('421 4.7.0 too many connections from your address');
      this.leave();
      return;
    }
    if (this.behaviour.dropAt === 'greeting') this.socket.write('220-a greeting that does not end\r\n');
    if (this.dropsAt('greeting')) return;
    this.say(greeting);
  }

  private get behaviour(): SinkBehaviour {
    return this.records.behaviour;
  }

  private listen(): void {
    this.socket.setNoDelay(true);
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => {
      this.buffer += chunk.toString('latin1');
      this.goOn();
    });
  }

  /** One after another: what came in the same group waits for a reply that is late. */
  private goOn(): void {
    while (!this.isLate && this.step());
  }

  /** Takes one command, or one body, off what came; false when there is none. */
  private step(): boolean {
    if (this.socket.destroyed) return false;
    if (this.inBody) return this.body();
    const end = this.buffer.indexOf('\r\n');
    if (end < 0) return false;
    const line = Buffer.from(this.take(end, 2), 'latin1').toString('utf8');
    this.records.commands.push(line);
    this.command(line);
    return true;
  }

  private body(): boolean {
    const { dropBodyAfter = Infinity } = this.behaviour;
    if (this.buffer.length > dropBodyAfter) this.cut();
    if (this.buffer.length > 0 && this.dropsAt('mid-body')) return false;
    const end = this.buffer.startsWith('.\r\n') ? 0 : this.buffer.indexOf(END, this.searched);
    if (end < 0) {
      this.searched = Math.max(0, this.buffer.length - END.length);
      return false;
    }
    const source = end === 0 ? '' : `${this.take(end, END.length)}\r\n`;
    if (end === 0) this.take(0, 3);
    this.inBody = false;
    const { afterBody } = this.behaviour;
    const isGroup = this.buffer !== '';
    if (isGroup && afterBody === 'loses') this.buffer = '';
    if (isGroup && afterBody === 'refuses') this.say('554 5.5.0 SMTP synchronization error');
    else this.finish(source.replace(/^\.\./gm, '.'));
    if (isGroup && afterBody !== undefined && afterBody !== 'loses') this.breakOff();
    return true;
  }

  private breakOff(): void {
    if (this.behaviour.afterBody === 'complains')
      this.say('503 5.5.0 improper use of SMTP command pipelining');
    this.leave();
  }

  private finish(source: string): void {
    if (this.dropsAt('dot')) return;
    const { dot, delayMs = 0 } = this.behaviour;
    const answer = dot?.(this.to, this.records.tries.get(this.to) ?? 0);
    const taken = answer === undefined || answer.startsWith('2') || answer === 'drop';
    const messageId = /^Message-ID: (\S+)/im.exec(source)?.[1] ?? '';
    if (taken) this.records.mails.push({ from: this.from, to: this.to, messageId, source });
    if (this.dropsAt('after-dot')) return;
    const reply =
      answer === 'drop-before' ? 'drop' : (answer ?? `250 2.0.0 Ok: queued as Q${this.records.mails.length}`);
    const answering = () => {
      if (reply.startsWith('2')) this.records.accepted.push(messageId);
      this.say(reply);
    };
    if (delayMs === 0) {
      answering();
      return;
    }
    this.isLate = true;
    this.records.late.add(this);
    setTimeout(() => {
      this.isLate = false;
      this.records.late.delete(this);
      answering();
      this.goOn();
    }, delayMs).unref();
  }

  private command(line: string): void {
    const verb = (/^[a-z]+/i.exec(line)?.[0] ?? '').toUpperCase();
    if (verb === 'EHLO') this.ehlo(line);
    else if (verb === 'STARTTLS') this.startTls();
    else if (verb === 'AUTH') {
      if (!this.dropsAt('auth')) this.say('235 2.7.0 welcome');
    } else if (verb === 'MAIL') this.mail(line);
    else if (verb === 'RCPT') this.rcpt(line);
    else if (verb === 'DATA') this.data();
    else if (verb === 'QUIT') {
      this.say('221 2.0.0 bye');
      this.leave();
    } else this.say('250 2.0.0 Ok');
  }

  private ehlo(line: string): void {
    this.client = line.slice('EHLO '.length);
    if (this.dropsAt('ehlo')) return;
    const secured = this.socket instanceof TLSSocket;
    const { extensions = ALL_EXTENSIONS } = this.behaviour;
    const lines = ['sink', ...extensions.filter((name) => !(secured && name === 'STARTTLS'))];
    this.say(lines.map((text, at) => `250${at === lines.length - 1 ? ' ' : '-'}${text}`).join('\r\n'));
  }

  private startTls(): void {
    if (this.dropsAt('starttls')) return;
    const plain = this.socket;
    this.say('220 2.0.0 go ahead');
    void this.said.then(() => {
      plain.removeAllListeners('data');
      this.buffer = '';
      this.socket = new TLSSocket(plain, { isServer: true, ...tlsOptions() });
      this.listen();
    });
  }

  private mail(line: string): void {
    this.from = addressIn(line);
    this.to = '';
    if (this.dropsAt('mail')) return;
    if (this.begun >= (this.behaviour.mailsPerConnection ?? Infinity)) {
      this.say('421 4.7.0 too many messages on this connection, please open another');
      this.leave();
      return;
    }
    this.begun += 1;
    const answer = this.behaviour.mail?.(this.from) ?? '250 2.1.0 Ok';
    this.hasSender = answer.startsWith('2');
    this.say(answer);
  }

  private rcpt(line: string): void {
    if (this.dropsAt('rcpt')) return;
    if (!this.hasSender) {
      this.say('503 5.5.1 MAIL first');
      return;
    }
    const { tries } = this.records;
    const wanted = addressIn(line);
    const count = (tries.get(wanted) ?? 0) + 1;
    tries.set(wanted, count);
    const answer = this.behaviour.rcpt?.(wanted, count);
    if (answer === undefined) this.to = wanted;
    this.say(answer ?? '250 2.1.5 Ok');
  }

  private data(): void {
    if (this.dropsAt('data')) return;
    if (this.to === '') {
      this.say('503 5.5.1 no valid recipients');
      return;
    }
    this.inBody = true;
    this.searched = 0;
    this.say('354 go on');
  }

  private take(length: number, mark: number): string {
    const taken = this.buffer.slice(0, length);
    this.buffer = this.buffer.slice(length + mark);
    this.searched = 0;
    return taken;
  }

  /** Whether this is where the behaviour cuts the connection; then it is cut. */
  private dropsAt(phase: SinkPhase): boolean {
    const { dropAt, drops = Infinity } = this.behaviour;
    if (dropAt !== phase || this.records.dropped >= drops) return false;
    this.records.dropped += 1;
    this.cut();
    return true;
  }

  /** As a server that dies; what was said before still arrives. */
  private cut(): void {
    void this.said.then(() => {
      this.socket.destroySoon();
    });
    this.buffer = '';
    this.socket.removeAllListeners('data');
  }

  private leave(): void {
    void this.said.then(() => this.socket.end());
    this.socket.removeAllListeners('data');
    this.buffer = '';
  }

  /** Replies keep their order however slow each is. */
  private say(line: string): void {
    if (line === 'drop') {
      this.cut();
      return;
    }
    const { slowMs = 0 } = this.behaviour;
    const write = () => {
      if (this.socket.writable) this.socket.write(`${line}\r\n`);
    };
    if (slowMs === 0) {
      write();
      return;
    }
    this.said = this.said.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, slowMs));
      write();
    });
  }
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
