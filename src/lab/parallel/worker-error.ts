/** What is known about a worker when it fails. */
export interface WorkerPlight {
  worker: number;
  workers: number;
  /** Base name of the worker's file. */
  file: string;
  /** Its last status line. */
  doing: string;
  /** Its last message, or 'none'. */
  lastMessage: string;
}

/** A worker of a crew that threw, ended, or made no progress. The whole crew has been ended. */
export class WorkerError extends Error {
  override name = 'WorkerError';
  readonly worker: number;
  readonly doing: string;
  readonly lastMessage: string;

  constructor(
    { worker, workers, file, doing, lastMessage }: WorkerPlight,
    what: string,
    why: string,
  ) {
    super(
      `Worker ${worker} of ${workers} (${file}) ${what} while ${doing}${why.replace(/\.$/, '')}. ` +
        `Its last message: ${lastMessage}. All ${workers} workers have been ended.`,
    );
    this.worker = worker;
    this.doing = doing;
    this.lastMessage = lastMessage;
  }
}
