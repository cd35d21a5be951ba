import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { DomainError } from '../../kernel/errors.js';
import { type FormFields, UnreadableBody } from './form-fields.js';

/** What a route says about files in its forms (Fastify's route config). */
export interface UploadRule {
  /** It reads multipart forms itself, once it knows who sent them. */
  readonly takesUpload?: boolean;
}

/** A form that was read, and its file; null where none was chosen. */
export interface UploadedForm {
  readonly fields: FormFields;
  readonly file: Buffer | null;
}

/** The file of a form has more bytes than the route takes. */
export class UploadTooHeavy extends DomainError {
  constructor() {
    super('invalid', 'upload-too-heavy', 'the file of the form is heavier than what is taken');
  }
}

const limits = { files: 1, fields: 100, fieldNameSize: 100, fieldSize: 4_000, headerPairs: 20 } as const;
/** What a form may weigh beside its file. */
const BESIDE = 512 * 1024;

/** A multipart form of which nothing has been read yet, so that a stranger's costs no memory. */
export class Upload {
  constructor(
    private readonly headers: IncomingHttpHeaders,
    private readonly body: Readable,
  ) {}

  /** Reads it, once; one file of at most so many bytes. Throws UploadTooHeavy, UnreadableBody. */
  read(mostBytes: number): Promise<UploadedForm> {
    const { headers, body } = this;
    if (Number(headers['content-length'] ?? 0) > mostBytes + BESIDE) {
      return Promise.reject(new UploadTooHeavy());
    }
    return new Promise((resolve, reject) => {
      const fields: FormFields = Object.create(null) as FormFields;
      const chunks: Buffer[] = [];
      let seen = 0;
      const parser = parserOf(headers, mostBytes);
      const refuse = (error: Error) => {
        body.unpipe(parser);
        body.resume();
        chunks.length = 0;
        reject(error);
      };
      parser.on('field', (name, value) => (fields[name] = value));
      parser.on('file', (_name, file) => {
        file.on('data', (chunk: Buffer) => chunks.push(chunk));
        file.on('limit', () => {
          refuse(new UploadTooHeavy());
        });
        file.on('error', () => {
          refuse(new UnreadableBody());
        });
      });
      parser.on('error', () => {
        refuse(new UnreadableBody());
      });
      parser.on('finish', () => {
        const file = Buffer.concat(chunks);
        resolve({ fields, file: file.length > 0 ? file : null });
      });
      body.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > mostBytes + BESIDE) refuse(new UploadTooHeavy());
      });
      body.on('error', () => {
        refuse(new UnreadableBody());
      });
      body.pipe(parser);
    });
  }
}

function parserOf(headers: IncomingHttpHeaders, fileSize: number): Busboy {
  try {
    return new Busboy({ headers: headers as BusboyHeaders, limits: { ...limits, fileSize } });
  } catch {
    throw new UnreadableBody();
  }
}
