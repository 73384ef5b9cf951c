import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const desk = process.env.SLA_CONSOLE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: addresses, hence nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'web/index.html', plain: 'web/styles/plain.css' },
      // The server names it in the pages that need no script: the one file without a hash in its name.
      output: {
        assetFileNames: ({ names }) =>
          names.includes('plain.css') ? '[name][extname]' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': desk, '/mail/api': desk } },
});
