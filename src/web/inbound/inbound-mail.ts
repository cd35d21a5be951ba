import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Log } from '../../platform/config/log.js';
import { InboundServer } from '../../platform/mail/inbound/inbound-server.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { TakeMail } from './take-mail.js';

/** The door for mail: what others answer to ours comes in here, where VIGIL_INBOUND_LISTEN opens it. */
@Injectable()
export class InboundMail implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: InboundServer | undefined;

  constructor(
    private readonly config: Config,
    private readonly identity: MailIdentity,
    private readonly take: TakeMail,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { inboundListen } = this.config;
    if (!inboundListen) return;
    const { bounceDomain, messageIdDomain } = this.identity;
    const domains = [bounceDomain, messageIdDomain].filter((domain) => domain !== undefined);
    this.server = new InboundServer(
      inboundListen,
      domains,
      async (mail) => {
        this.log.debug(await this.take.run({ source: 'smtp', ...mail }), 'a mail came in');
      },
      this.log,
    );
    const port = await this.server.listen();
    this.log.info({ port, protocol: inboundListen.protocol }, 'mail is taken in');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }
}
