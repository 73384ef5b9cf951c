/** The part of Adaptive Cards 1.5 that we write (adaptivecards.io/explorer), as data. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  /** What clients show that cannot draw the card, and what is read aloud. */
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly refresh?: { readonly action: ExecuteAction; readonly userIds: readonly string[] };
  readonly msteams?: { readonly width: 'Full'; readonly entities?: readonly MentionEntity[] };
}

export type Element = TextBlock | RichTextBlock | ColumnSet | Container | TextInput | ChoiceInput;

export type Colour = 'default' | 'accent' | 'good' | 'warning' | 'attention';

/** Reads Markdown: only for text of our own, such as a mention or a time. */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly size?: 'small' | 'default' | 'medium';
  readonly weight?: 'default' | 'bolder';
  readonly isSubtle?: true;
  readonly color?: Colour;
  readonly spacing?: Spacing;
}

/** Shows what stands in its runs as it is: no Markdown, so nothing can be smuggled in. */
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: Spacing;
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'small' | 'default' | 'medium';
  readonly weight?: 'default' | 'bolder';
  readonly isSubtle?: true;
  readonly color?: Colour;
}

export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: 'auto' | 'stretch';
    readonly items: readonly Element[];
  }[];
  readonly spacing?: Spacing;
}

export interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: 'emphasis' | 'attention' | 'warning';
  readonly separator?: true;
  readonly spacing?: Spacing;
  readonly selectAction?: Action;
}

type Spacing = 'none' | 'small' | 'default' | 'medium' | 'large';

interface Input {
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly errorMessage?: string;
  readonly value?: string;
  readonly placeholder?: string;
}

export interface TextInput extends Input {
  readonly type: 'Input.Text';
  readonly isMultiline: boolean;
  readonly maxLength: number;
}

export interface ChoiceInput extends Input {
  readonly type: 'Input.ChoiceSet';
  readonly style: 'compact';
  /** What was chosen comes back in one text, with commas between. */
  readonly isMultiSelect?: true;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

export type Action = ExecuteAction | SubmitAction | OpenUrlAction;

interface ActionLook {
  readonly title: string;
  readonly style?: 'default' | 'positive' | 'destructive';
  readonly mode?: 'primary' | 'secondary';
}

export interface ExecuteAction extends ActionLook {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly fallback?: SubmitAction;
}

export interface SubmitAction extends ActionLook {
  readonly type: 'Action.Submit';
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OpenUrlAction extends ActionLook {
  readonly type: 'Action.OpenUrl';
  readonly url: string;
}

export interface MentionEntity {
  readonly type: 'mention';
  /** `<at>Name</at>`, as it stands in a TextBlock of the card. */
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export const cardContentType = 'application/vnd.microsoft.card.adaptive';

/** The card as an attachment of a message. */
export interface CardAttachment {
  readonly contentType: typeof cardContentType;
  readonly content: AdaptiveCard;
}

export function asAttachment(content: AdaptiveCard): CardAttachment {
  return { contentType: cardContentType, content };
}

export function adaptiveCard(
  summary: string,
  body: readonly Element[],
  more: Pick<AdaptiveCard, 'actions' | 'refresh'> & { readonly entities?: readonly MentionEntity[] } = {},
): AdaptiveCard {
  const { entities, actions, refresh } = more;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: summary,
    speak: summary,
    body,
    ...(actions !== undefined && actions.length > 0 && { actions }),
    ...(refresh !== undefined && { refresh }),
    msteams: { width: 'Full', ...(entities !== undefined && entities.length > 0 && { entities }) },
  };
}
