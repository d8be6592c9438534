// The pack lies in the executable, page aligned, put there by default_pack.S.
#include "detector/default_pack.h"

extern "C" {
extern const std::byte calque_default_pack_begin[];
extern const std::byte calque_default_pack_end[];
}

namespace calque {

std::span<const std::byte> DefaultPack() {
  return {calque_default_pack_begin, calque_default_pack_end};
}

}  // namespace calque
