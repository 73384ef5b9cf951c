/**
 * Slack's documented limits (docs.slack.dev/reference/block-kit and /surfaces), as faults in words. It knows only blocks and
 * elements that this app uses: any other is a fault too, so that a new one brings its limits with it.
 */
export type Surface = 'message' | 'modal' | 'home';

/** Hosts that a link of ours may lead to. */
export interface LimitOptions {
  readonly hosts?: readonly string[];
}

type Data = Readonly<Record<string, unknown>>;

export function messageFaults(message: Data, options: LimitOptions = {}): readonly string[] {
  const check = new Check(options);
  check.text(message.text, 'text', 1, 4_000, 'mrkdwn');
  if (message.blocks !== undefined) check.blocks(message.blocks, 'message', 50);
  if (message.metadata !== undefined) check.metadata(message.metadata as Data);
  return check.faults;
}

export function viewFaults(view: Data, options: LimitOptions = {}): readonly string[] {
  const check = new Check(options);
  const surface = view.type === 'home' ? 'home' : 'modal';
  if (view.type !== 'home' && view.type !== 'modal') check.add('type', `no surface: ${String(view.type)}`);
  if (surface === 'modal') {
    check.textObject(view.title, 'title', 24, 'plain_text');
    if (view.close !== undefined) check.textObject(view.close, 'close', 24, 'plain_text');
    if (view.submit !== undefined) check.textObject(view.submit, 'submit', 24, 'plain_text');
    const blocks = Array.isArray(view.blocks) ? (view.blocks as Data[]) : [];
    if (view.submit === undefined && blocks.some(({ type }) => type === 'input'))
      check.add('submit', 'needed where there are inputs');
  }
  check.length(view.private_metadata, 'private_metadata', 3_000);
  check.length(view.callback_id, 'callback_id', 255);
  check.blocks(view.blocks, surface, 100);
  return check.faults;
}

const surfacesOf: Readonly<Record<string, readonly Surface[]>> = {
  header: ['message', 'modal', 'home'],
  section: ['message', 'modal', 'home'],
  context: ['message', 'modal', 'home'],
  actions: ['message', 'modal', 'home'],
  divider: ['message', 'modal', 'home'],
  input: ['message', 'modal', 'home'],
  rich_text: ['message', 'modal', 'home'],
};

class Check {
  readonly faults: string[] = [];
  readonly #hosts: readonly string[];

  constructor({ hosts = ['desk.example'] }: LimitOptions) {
    this.#hosts = hosts;
  }

  add(path: string, fault: string): void {
    this.faults.push(`${path}: ${fault}`);
  }

  blocks(value: unknown, surface: Surface, most: number): void {
    if (!Array.isArray(value) || value.length === 0) {
      this.add('blocks', 'expected at least one');
      return;
    }
    if (value.length > most) this.add('blocks', `${value.length}, at most ${most}`);
    this.unique(value as Data[], 'block_id', 'blocks');
    for (const [index, block] of (value as Data[]).entries()) this.block(block, surface, `blocks[${index}]`);
  }

  block(block: Data, surface: Surface, path: string): void {
    const type = String(block.type);
    const surfaces = surfacesOf[type];
    if (!surfaces) {
      this.add(path, `no block is called ${type}`);
      return;
    }
    if (!surfaces.includes(surface)) this.add(path, `${type} does not belong into a ${surface}`);
    this.length(block.block_id, `${path}.block_id`, 255);
    switch (type) {
      case 'header': {
        this.textObject(block.text, `${path}.text`, 150, 'plain_text');
        return;
      }
      case 'section': {
        this.section(block, surface, path);
        return;
      }
      case 'context': {
        this.context(block, path);
        return;
      }
      case 'actions': {
        this.elements(block.elements, 25, surface, path);
        return;
      }
      case 'input': {
        this.input(block, surface, path);
        return;
      }
      case 'rich_text': {
        this.richText(block, path);
        return;
      }
    }
  }

  section(block: Data, surface: Surface, path: string): void {
    const fields = block.fields;
    if (block.text === undefined && fields === undefined) this.add(path, 'needs text or fields');
    if (block.text !== undefined) this.textObject(block.text, `${path}.text`, 3_000);
    if (fields !== undefined) {
      if (!Array.isArray(fields) || fields.length === 0 || fields.length > 10) this.add(`${path}.fields`, '1 to 10');
      else for (const [index, field] of fields.entries()) this.textObject(field, `${path}.fields[${index}]`, 2_000);
    }
    if (block.accessory !== undefined) this.element(block.accessory as Data, surface, `${path}.accessory`);
  }

  context(block: Data, path: string): void {
    const elements = block.elements;
    if (!Array.isArray(elements) || elements.length === 0 || elements.length > 10) {
      this.add(`${path}.elements`, '1 to 10');
      return;
    }
    for (const [index, element] of elements.entries()) this.textObject(element, `${path}.elements[${index}]`, 3_000);
  }

  elements(value: unknown, most: number, surface: Surface, path: string): void {
    if (!Array.isArray(value) || value.length === 0 || value.length > most) {
      this.add(`${path}.elements`, `1 to ${most}`);
      return;
    }
    this.unique(value as Data[], 'action_id', path);
    for (const [index, element] of (value as Data[]).entries())
      this.element(element, surface, `${path}.elements[${index}]`);
  }

  input(block: Data, surface: Surface, path: string): void {
    this.textObject(block.label, `${path}.label`, 2_000, 'plain_text');
    if (block.hint !== undefined) this.textObject(block.hint, `${path}.hint`, 2_000, 'plain_text');
    const element = (block.element ?? {}) as Data;
    if (!['plain_text_input', 'static_select', 'multi_static_select', 'file_input'].includes(String(element.type)))
      this.add(`${path}.element`, `no input is called ${String(element.type)}`);
    if (element.type === 'file_input' && surface !== 'modal') this.add(path, 'files are taken in modals only');
    this.element(element, surface, `${path}.element`);
  }

  element(element: Data, _surface: Surface, path: string): void {
    if (typeof element.action_id !== 'string' || element.action_id === '') this.add(`${path}.action_id`, 'is missing');
    this.length(element.action_id, `${path}.action_id`, 255);
    if (element.placeholder !== undefined)
      this.textObject(element.placeholder, `${path}.placeholder`, 150, 'plain_text');
    switch (element.type) {
      case 'button': {
        this.button(element, path);
        return;
      }
      case 'overflow': {
        this.options(element, path, 1, 5, 150);
        return;
      }
      case 'static_select':
      case 'multi_static_select': {
        this.options(element, path, 1, 100, 150);
        return;
      }
      case 'plain_text_input': {
        this.textInput(element, path);
        return;
      }
      case 'file_input': {
        this.count(element.max_files, `${path}.max_files`, 1, 10);
        return;
      }
      default:
        this.add(path, `no element is called ${String(element.type)}`);
    }
  }

  button(element: Data, path: string): void {
    this.textObject(element.text, `${path}.text`, 75, 'plain_text');
    this.length(element.value, `${path}.value`, 2_000);
    this.length(element.accessibility_label, `${path}.accessibility_label`, 75);
    if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
      this.add(`${path}.style`, 'primary or danger');
    if (element.url !== undefined) this.url(String(element.url), `${path}.url`);
  }

  options(element: Data, path: string, least: number, most: number, valueLength: number): void {
    const options = element.options;
    if (!Array.isArray(options) || options.length < least || options.length > most) {
      this.add(`${path}.options`, `${least} to ${most}`);
      return;
    }
    for (const [index, option] of (options as Data[]).entries()) {
      this.textObject(option.text, `${path}.options[${index}].text`, 75, 'plain_text');
      this.text(option.value, `${path}.options[${index}].value`, 1, valueLength);
    }
    const initial = element.initial_option;
    if (initial !== undefined && !options.some((option) => JSON.stringify(option) === JSON.stringify(initial)))
      this.add(`${path}.initial_option`, 'is none of the options');
  }

  textInput(element: Data, path: string): void {
    if (element.max_length !== undefined) this.count(element.max_length, `${path}.max_length`, 1, 3_000);
    const most = typeof element.max_length === 'number' ? element.max_length : 3_000;
    this.length(element.initial_value, `${path}.initial_value`, most);
  }

  richText(block: Data, path: string): void {
    const parts = block.elements;
    if (!Array.isArray(parts) || parts.length === 0) {
      this.add(`${path}.elements`, 'expected at least one');
      return;
    }
    for (const part of parts as Data[]) {
      if (!['rich_text_section', 'rich_text_quote'].includes(String(part.type)))
        this.add(path, `no rich text is called ${String(part.type)}`);
      for (const element of (part.elements ?? []) as Data[]) {
        if (element.type !== 'text') this.add(path, `no element of rich text is called ${String(element.type)}`);
        this.text(element.text, `${path}.text`, 1, 3_000);
      }
    }
  }

  textObject(value: unknown, path: string, most: number, only?: 'plain_text'): void {
    const object = (value ?? {}) as Data;
    if (object.type !== 'plain_text' && (only !== undefined || object.type !== 'mrkdwn'))
      this.add(path, `expected ${only ?? 'plain_text or mrkdwn'}, not ${String(object.type)}`);
    if (object.type === 'mrkdwn' && object.emoji !== undefined) this.add(path, 'emoji is for plain text');
    if (object.type === 'plain_text' && object.verbatim !== undefined) this.add(path, 'verbatim is for mrkdwn');
    this.text(object.text, path, 1, most, object.type === 'mrkdwn' ? 'mrkdwn' : 'plain');
  }

  text(value: unknown, path: string, least: number, most: number, kind: 'plain' | 'mrkdwn' = 'plain'): void {
    if (typeof value !== 'string') {
      this.add(path, 'expected text');
      return;
    }
    if (value.length < least) this.add(path, 'is empty');
    if (value.length > most) this.add(path, `${value.length} characters, at most ${most}`);
    if (/\p{Surrogate}/u.test(value)) this.add(path, 'ends in half a character');
    if (kind === 'mrkdwn') this.markup(value, path);
  }

  /** What stands between < and > is ours alone: a mention of one person, a date, a link to the console. */
  markup(value: string, path: string): void {
    for (const [, inside = ''] of value.matchAll(/<([^>]*)>/g)) {
      if (/^@[UW][A-Z0-9]+$/.test(inside) || /^!date\^\d+\^[^|]+\|[^|]+$/.test(inside)) continue;
      const [target = ''] = inside.split('|');
      if (URL.canParse(target)) this.url(target, path);
      else this.add(path, `smuggles <${inside}>`);
    }
    if (/[<>]/.test(value.replaceAll(/<[^<>]*>/g, ''))) this.add(path, 'holds < or > that are not escaped');
  }

  url(value: string, path: string): void {
    if (value.length > 3_000) this.add(path, 'longer than 3,000');
    if (!URL.canParse(value)) {
      this.add(path, `no address: ${value}`);
      return;
    }
    if (!this.#hosts.includes(new URL(value).host)) this.add(path, `leads to ${new URL(value).host}`);
  }

  metadata(value: Data): void {
    if (typeof value.event_type !== 'string' || value.event_type === '') this.add('metadata.event_type', 'is missing');
    if (typeof value.event_payload !== 'object') this.add('metadata.event_payload', 'is missing');
  }

  length(value: unknown, path: string, most: number): void {
    if (value === undefined) return;
    if (typeof value !== 'string') {
      this.add(path, 'expected text');
      return;
    }
    if (value.length > most) this.add(path, `${value.length} characters, at most ${most}`);
  }

  count(value: unknown, path: string, least: number, most: number): void {
    if (typeof value !== 'number' || value < least || value > most) this.add(path, `${least} to ${most}`);
  }

  unique(items: readonly Data[], name: string, path: string): void {
    const values = items.flatMap((item) => (typeof item[name] === 'string' ? [item[name]] : []));
    for (const value of values.filter((each, index) => values.indexOf(each) !== index))
      this.add(path, `${name} ${value} stands there twice`);
  }
}
