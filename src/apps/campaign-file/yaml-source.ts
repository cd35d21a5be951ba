import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar } from 'yaml';
import { messageOf } from '../../kernel/errors.js';
import { FaultyCampaignFile, type FileFault } from './campaign-file.errors.js';

/** Where in a file: keys and, for lists, places from 0. */
export type FilePath = readonly PropertyKey[];

/** Characters of a file that are read at most. */
const LONGEST_FILE = 2_000_000;

/** A YAML 1.2 file with the line of everything in it. */
export class YamlSource {
  private constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
    /** What the file holds, as plain values. */
    readonly value: unknown,
  ) {}

  /** Throws FaultyCampaignFile with every syntax error, doubled keys included. */
  static read(text: string): YamlSource {
    if (text.length > LONGEST_FILE) throw whole('is longer than two million characters');
    const lines = new LineCounter();
    let document: Document;
    let value: unknown;
    try {
      document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
      value = document.errors.length > 0 ? null : document.toJS();
    } catch (error) {
      throw whole(`cannot be read: ${messageOf(error)}`);
    }
    if (document.errors.length > 0) {
      throw new FaultyCampaignFile(
        document.errors.map(({ pos, message }) => ({
          line: lines.linePos(pos[0]).line,
          path: '',
          reason: message,
        })),
      );
    }
    return new YamlSource(document, lines, value);
  }

  /** A fault at a place, with the line of what stands there, or of what should hold it. */
  fault(path: FilePath, reason: string): FileFault {
    return { line: this.lineOf(path), path: written(path), reason };
  }

  /** A fault on a line of a text: lines of a block (`|`) begin below its mark. */
  faultInText(path: FilePath, lineInText: number, reason: string): FileFault {
    const node = this.nodeAt(path);
    const start = this.lineOf(path);
    if (!isScalar(node) || !node.range) return this.fault(path, reason);
    const first = this.lines.linePos(node.range[0]).line;
    const line = node.type === Scalar.BLOCK_LITERAL ? first + lineInText : Math.max(start, first);
    return { line, path: written(path), reason };
  }

  private lineOf(path: FilePath): number {
    let offset = 0;
    this.walk(path, (at) => {
      offset = at;
    });
    return this.lines.linePos(offset).line;
  }

  private nodeAt(path: FilePath): unknown {
    return this.walk(path, () => undefined);
  }

  /** Goes as far as the file goes, telling the offset of every step; answers the node at the end, if it is there. */
  private walk(path: FilePath, passed: (offset: number) => void): unknown {
    let node: unknown = this.document.contents;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
        if (!pair) return undefined;
        if (isScalar(pair.key) && pair.key.range) passed(pair.key.range[0]);
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        if (node === undefined) return undefined;
        if (isScalar(node) || isMap(node) || isSeq(node)) if (node.range) passed(node.range[0]);
      } else return undefined;
    }
    return node;
  }
}

function whole(reason: string): FaultyCampaignFile {
  return new FaultyCampaignFile([{ line: 1, path: '', reason: `the file ${reason}` }]);
}

/** `demands[2].texts.fa` */
function written(path: FilePath): string {
  return path
    .map((step, place) =>
      typeof step === 'number' ? `[${step}]` : `${place === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
