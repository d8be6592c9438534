// SIGTERM and SIGINT as a flag that a run looks at, so that it can end in order.
#ifndef CALQUE_DETECTOR_CLI_INTERRUPTION_H_
#define CALQUE_DETECTOR_CLI_INTERRUPTION_H_

#include <atomic>

namespace calque::cli {

// From now on the first of the two signals sets the flag; the second one ends the
// process as it does by default.
const std::atomic<bool>* CatchInterruption();

// The signal that came, 0 if none did.
int InterruptingSignal();

}  // namespace calque::cli

#endif  // CALQUE_DETECTOR_CLI_INTERRUPTION_H_
