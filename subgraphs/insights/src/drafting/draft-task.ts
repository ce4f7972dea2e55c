import { z } from 'zod';
import { draftHeadings, type DraftHeading, type DraftKind, type DraftText } from './draft.js';
import { sourceTexts, type DraftSource } from './draft-source.js';
import { floorOf } from './floor.js';
import { groundDraft } from './ground-draft.js';

const outputTokensMax = 1_800;

const headingsOf: Readonly<Record<DraftKind, readonly [DraftHeading, ...DraftHeading[]]>> = {
  TENDER_ANALYSIS: ['SCOPE', 'TERMS', 'REQUIREMENTS', 'EVALUATION', 'DOCUMENTS', 'OPEN_POINTS'],
  PROPOSAL: ['SCOPE', 'REQUIREMENTS', 'APPROACH', 'CAPABILITY', 'OPEN_POINTS'],
  CLIENT_RESEARCH: ['BUYER', 'HISTORY', 'OPEN_POINTS'],
  VOICE: ['VOICE'],
};

const purposes: Readonly<Record<DraftKind, string>> = {
  TENDER_ANALYSIS:
    'You analyse a tender for a bid manager: what is asked, on which terms, what a bidder must hold, how bids are judged, what to return, what is left open.',
  PROPOSAL:
    'You draft the first version of a proposal for a bid manager, who will correct it: what is asked, how the company described under PROFILE meets it, and nothing that it does not state.',
  CLIENT_RESEARCH:
    'You tell a bid manager what the material says about the buyer: what it buys, how often, and what that means for a bid.',
  VOICE:
    'You describe how the company writes, from its own accepted texts: tone, length of sentences, words it likes, so that later texts can match.',
};

const sentence = z.object({ text: z.string(), quote: z.string() });

/** The form in which a model writes a draft of a kind. */
function shapeOf(kind: DraftKind) {
  return z.object({
    sections: z
      .array(z.object({ heading: z.enum(headingsOf[kind]), sentences: z.array(sentence).max(40) }))
      .max(draftHeadings.length),
  });
}

type Written = z.output<ReturnType<typeof shapeOf>>;

/** A draft to be written, as `engines` do it. */
export interface DraftTask {
  readonly kind: 'DRAFT';
  readonly instructions: string;
  readonly material: readonly { readonly name: string; readonly text: string }[];
  readonly shape: z.ZodType<Written>;
  readonly outputTokensMax: number;
  ground(written: Written): DraftText | null;
  floor(): DraftText;
}

/** Writing a draft. Whatever a model writes, only what the material bears out stays. */
export function draftTask(source: DraftSource): DraftTask {
  const texts = sourceTexts(source);
  const floor = floorOf(source);
  return {
    ...draftForm(source.kind),
    material: [
      ...(source.brief === null ? [] : [{ name: 'What the bid manager asks for', text: source.brief }]),
      ...texts.map(({ source: name, text }) => ({ name, text })),
    ],
    ground: (written) => groundDraft(written, { texts, floor }),
    floor: () => ({ sections: floor, droppedCount: 0 }),
  };
}

/** What is the same for every draft of a kind, known before there is any material. */
export function draftForm(kind: DraftKind): Pick<DraftTask, 'kind' | 'instructions' | 'shape' | 'outputTokensMax'> {
  return {
    kind: 'DRAFT',
    instructions: `${purposes[kind]} Write plain short sentences under the headings ${headingsOf[kind].join(', ')}. Each sentence comes with a quote of the material that bears it out.`,
    shape: shapeOf(kind),
    outputTokensMax,
  };
}
