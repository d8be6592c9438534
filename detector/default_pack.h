// The English pack that is built into the library: its bytes, or none in the
// program that builds the pack in the first place.
#ifndef CALQUE_DETECTOR_DEFAULT_PACK_H_
#define CALQUE_DETECTOR_DEFAULT_PACK_H_

#include <cstddef>
#include <span>

#include "calque/result.h"
#include "detector/storage/pack.h"

namespace calque {

std::span<const std::byte> DefaultPack();

// Opens it, or says that this build has none.
Result<storage::Pack> OpenDefaultPack();

}  // namespace calque

#endif  // CALQUE_DETECTOR_DEFAULT_PACK_H_
