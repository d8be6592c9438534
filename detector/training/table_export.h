// An estimated model as the section of a pack: words become keys, and are lost.
#ifndef CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_
#define CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_

#include <cstdint>
#include <string>

#include "detector/training/estimated_model.h"

namespace calque::training {

// The n-gram table (lm/table_format.h) of the model. It holds hashed keys: the
// text of the n-grams cannot be read back out of it. N-grams of two and more words
// with <unk> among them are left out, since an unknown word never has its key.
std::string ExportTable(const EstimatedModel& model);

// How many n-grams that leaves out.
std::uint64_t CountUnknownNgrams(const EstimatedModel& model);

// The same in its compact form (lm/table_codec.h): the bytes of a .lm file.
std::string ExportCompactTable(const EstimatedModel& model);

// No n-gram takes less in a compact table: of the two bytes of a fingerprint at
// least 1.7 stay.
inline constexpr double kLeastCompactBytesPerNgram = 1.7;

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_
