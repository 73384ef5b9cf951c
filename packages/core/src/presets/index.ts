export { isPreset, type PresetId, preset, presetSpec, presets } from './preset.ts';
export type { PresetOptions } from './preset-options.ts';
