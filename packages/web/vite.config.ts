import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? '4000'}`;

// Vite reads the default export.
export default defineConfig({
  plugins: [react()],
  build: {
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // A font or picture inlined as data: would need a hole in the content security policy.
    assetsInlineLimit: 0,
    sourcemap: true,
  },
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
      '/kits': { target: api },
      '/cli': { target: api },
      '^/submissions/[^/]+[.]zip$': { target: api },
      '/auth': { target: api },
    },
  },
});
