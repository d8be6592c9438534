// The handler does what a handler may: it stores into lock-free atomics.
#include "detector/cli/interruption.h"

#include <csignal>

namespace calque::cli {
namespace {

std::atomic<bool> interrupted{false};
std::atomic<int> interrupting_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void Interrupt(int signal) {
  interrupting_signal = signal;
  interrupted = true;
}

}  // namespace

const std::atomic<bool>* CatchInterruption() {
  struct sigaction action = {};
  action.sa_handler = Interrupt;
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  return &interrupted;
}

int InterruptingSignal() { return interrupting_signal; }

}  // namespace calque::cli
