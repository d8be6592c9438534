// For the program that builds the default pack and cannot contain it yet.
#include "detector/default_pack.h"

namespace calque {

std::span<const std::byte> DefaultPack() { return {}; }

}  // namespace calque
