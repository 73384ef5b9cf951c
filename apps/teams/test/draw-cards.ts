import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

import type { AdaptiveCard } from '../src/cards/adaptive-card.ts';

const script = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

export type Theme = 'light' | 'dark';

/** Draws a card as Teams roughly would, and says which texts do not fit their width. */
export async function drawCard(page: Page, card: AdaptiveCard, theme: Theme): Promise<void> {
  const { paper, ink, subtle, emphasis, border } = colours[theme];
  await page.setContent(`<!doctype html><style>
    *{box-sizing:border-box} body{margin:0;padding:12px;background:${theme === 'light' ? '#f5f5f5' : '#1f1f1f'};font:14px/20px "Segoe UI","Noto Sans","DejaVu Sans",sans-serif;color:${ink}}
    #card *{overflow-wrap:anywhere}
    #card{background:${paper};border:1px solid ${border};border-radius:8px;padding:16px}
    .ac-pushButton{border:1px solid ${border};border-radius:4px;padding:6px 12px;background:${paper};color:${ink};font:600 14px/20px inherit;white-space:nowrap}
    .ac-pushButton.style-positive{background:#5b5fc7;border-color:#5b5fc7;color:#fff} .ac-pushButton.style-destructive{background:#c4314b;border-color:#c4314b;color:#fff}
    .ac-input,.ac-multichoiceInput{width:100%;border:1px solid ${border};border-radius:4px;padding:6px 8px;background:${paper};color:${ink};font:14px/20px inherit}
    textarea.ac-input{min-height:56px}
    .ac-actionSet{flex-wrap:wrap}
  </style><div id="card"></div>`);
  await page.addScriptTag({ path: script });
  await page.evaluate(
    ({ card: payload, config }) => {
      const { AdaptiveCards } = window as unknown as { AdaptiveCards: typeof import('adaptivecards') };
      const drawn = new AdaptiveCards.AdaptiveCard();
      drawn.hostConfig = new AdaptiveCards.HostConfig(config);
      drawn.parse(payload);
      const element = drawn.render();
      // The client draws mentions by itself.
      if (element)
        element.innerHTML = element.innerHTML.replace(
          /&lt;at&gt;(.*?)&lt;\/at&gt;/g,
          '<b style="color:#5b5fc7">$1</b>',
        );
      if (element) document.querySelector('#card')?.append(element);
    },
    { card: JSON.parse(JSON.stringify(card)), config: hostConfig(ink, subtle, emphasis) },
  );
}

const colours = {
  light: { paper: '#ffffff', ink: '#242424', subtle: '#616161', emphasis: '#f0f0f0', border: '#d1d1d1' },
  dark: { paper: '#292929', ink: '#ffffff', subtle: '#adadad', emphasis: '#3d3d3d', border: '#666666' },
};

function hostConfig(ink: string, subtle: string, emphasis: string) {
  const of = (colour: string) => ({ default: colour, subtle: colour });
  const foreground = {
    default: { default: ink, subtle },
    warning: of(ink === '#ffffff' ? '#f2c661' : '#835b00'),
    attention: of(ink === '#ffffff' ? '#f9526b' : '#c4314b'),
    good: of('#237b4b'),
    accent: of('#5b5fc7'),
  };
  return {
    fontFamily: 'inherit',
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 8 },
    containerStyles: {
      default: { foregroundColors: foreground },
      emphasis: { backgroundColor: emphasis, foregroundColors: foreground },
    },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      actionAlignment: 'left',
      actionsOrientation: 'horizontal',
      spacing: 'medium',
    },
    inputs: { label: { requiredInputs: { weight: 'bolder', suffix: ' *' }, optionalInputs: { weight: 'bolder' } } },
  };
}
