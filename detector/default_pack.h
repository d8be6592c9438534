// The English pack that is built into the library: its bytes, or none in the
// program that builds the pack in the first place.
#ifndef CALQUE_DETECTOR_DEFAULT_PACK_H_
#define CALQUE_DETECTOR_DEFAULT_PACK_H_

#include <cstddef>
#include <span>

namespace calque {

std::span<const std::byte> DefaultPack();

}  // namespace calque

#endif  // CALQUE_DETECTOR_DEFAULT_PACK_H_
