import { Body, Controller, Get, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { RemovePicture } from '../../domain/campaigns/remove-picture.js';
import { SetAccent } from '../../domain/campaigns/set-accent.js';
import { SetPicture } from '../../domain/campaigns/set-picture.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { DomainError } from '../../kernel/errors.js';
import { Upload, type UploadRule, UploadTooHeavy } from '../../platform/http/upload.js';
import { MOST_PICTURE_BYTES } from '../../platform/pictures/encode-picture.js';
import { PictureTooHeavy } from '../../platform/pictures/picture.errors.js';
import { colourForm, type PictureTyped, readPictureFields, removeForm } from './campaign-look.form.js';
import { LookPage } from './campaign-look.view.js';
import { ConsoleLook } from './console-look.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

const upload: UploadRule = { takesUpload: true };

/** A field that was refused, and what was typed. */
interface Refused {
  readonly name: string;
  readonly message: string;
  readonly accent?: string;
  readonly typed?: PictureTyped;
}

/** A campaign's colour and picture. */
@Controller('console/campaigns/:slug/look')
export class CampaignLookController {
  constructor(
    private readonly look: ConsoleLook,
    private readonly setAccent: SetAccent,
    private readonly setPicture: SetPicture,
    private readonly removePicture: RemovePicture,
  ) {}

  @Get()
  @Permitted('seeCampaign')
  async show(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(by, slug, reply);
  }

  /** The picture as it is shown, before the campaign is open too. */
  @Get('pictures/:name')
  @Permitted('seeCampaign')
  async file(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.look.picture(by, slug, name);
    if (!file) throw new NotFoundException();
    void reply.type(file.type).send(file.body);
  }

  @Post('colour')
  @Permitted('editCampaign')
  async colour(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Body({ schema: colourForm }) { accent }: z.infer<typeof colourForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(by, slug, reply, { accent }, () =>
      this.setAccent.run(by, slug, accent === '' ? null : accent),
    );
  }

  /** A picture and what it shows; without a file, what the one at hand shows. */
  @Post('picture')
  @RouteConfig(upload)
  @Permitted('editCampaign')
  async picture(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { locales, picture, mayChange } = await this.look.model(by, slug, by.locale);
    const { fields, file, tooHeavy } = await formOf(request, mayChange);
    const { sure, ...typed } = readPictureFields(fields, locales);
    if (file && picture && !sure) {
      await this.page(by, slug, reply, { name: 'sure', message: this.unsure(by), typed });
      return;
    }
    await this.answer(by, slug, reply, { typed }, () => {
      if (tooHeavy) throw new PictureTooHeavy(MOST_PICTURE_BYTES / 1024 / 1024);
      const { alt, decorative, credit } = typed;
      const words = { alt: decorative ? null : alt, ...(credit !== '' && { credit }) };
      return this.setPicture.run(by, slug, file, words);
    });
  }

  @Post('remove')
  @Permitted('editCampaign')
  async remove(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Body({ schema: removeForm }) { sure }: z.infer<typeof removeForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (sure === undefined) {
      await this.page(by, slug, reply, { name: 'remove', message: this.unsure(by) });
      return;
    }
    await this.answer(by, slug, reply, {}, () => this.removePicture.run(by, slug));
  }

  private unsure(by: Organizer): string {
    return languageOf(by).say('console.look.sure.missing');
  }

  /** Does what was asked for and leads back to the page; what is refused comes back as it was typed. */
  private async answer(
    by: Organizer,
    slug: string,
    reply: FastifyReply,
    typed: Pick<Refused, 'accent' | 'typed'>,
    act: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const message = languageOf(by).say(`error.code.${error.code}`, error.params);
      await this.page(by, slug, reply, { name: fieldOf(error), message, ...typed });
      return;
    }
    void reply.redirect(`/console/campaigns/${encodeURIComponent(slug)}/look`, 303);
  }

  private async page(by: Organizer, slug: string, reply: FastifyReply, refused?: Refused): Promise<void> {
    const t = languageOf(by);
    const model = await this.look.model(by, slug, t.locale);
    if (refused) reply.code(422);
    sendPage(reply, LookPage({ t, name: by.name, model, refused }));
  }
}

/** Reads what was sent, of somebody who may change something; of anybody else nothing is read, and the verb refuses. */
async function formOf({ body }: FastifyRequest, mayChange: boolean) {
  const nothing = { fields: {}, file: null, tooHeavy: false };
  if (!mayChange || !(body instanceof Upload)) return nothing;
  try {
    return { ...(await body.read(MOST_PICTURE_BYTES)), tooHeavy: false };
  } catch (error) {
    if (error instanceof UploadTooHeavy) return { ...nothing, tooHeavy: true };
    throw error;
  }
}

function fieldOf({ code, params }: DomainError): string {
  if (code === 'accent-refused') return 'accent';
  return code === 'picture-undescribed' ? `alt-${String(params.locale)}` : 'picture';
}
