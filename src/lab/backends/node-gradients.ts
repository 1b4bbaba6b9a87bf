/**
 * Teaches TensorFlow.js the gradients of its operations, which its core alone does not have. In Node
 * only the union package brings them, as one file of about 90 ms to load; tfjs-node loads it too.
 */
export async function registerGradients(): Promise<void> {
  await import('@tensorflow/tfjs');
}
