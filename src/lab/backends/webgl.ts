import { version_webgl } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { type BrowserBackend, startEngine, stopEngine } from './backend.ts';

/** TensorFlow.js on WebGL 2, with tensors in textures of float32 and nothing less. */
export const webgl: BrowserBackend = {
  id: 'webgl',
  async whyUnavailable() {
    if (tf.env().getNumber('WEBGL_VERSION') !== 2) return 'This browser has no WebGL 2.';
    if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
      return 'WebGL cannot compute in float32 here, only in float16, which no proof would accept.';
    }
    return undefined;
  },
  async open() {
    await startEngine('webgl');
    return {
      id: 'webgl',
      library: `TensorFlow.js WebGL ${version_webgl}`,
      fused: {},
      flags: {
        WEBGL_VERSION: tf.env().getNumber('WEBGL_VERSION'),
        WEBGL_RENDER_FLOAT32_ENABLED: tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'),
        WEBGL_PACK: tf.env().getBool('WEBGL_PACK'),
      },
      close: () => stopEngine('webgl'),
    };
  },
};
