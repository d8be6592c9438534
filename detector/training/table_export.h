// An estimated model as the section of a pack: words become keys, and are lost.
#ifndef CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_
#define CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_

#include <string>

#include "detector/training/estimated_model.h"

namespace calque::training {

// The n-gram table (lm/table_format.h) of the model. It holds hashed keys: the
// text of the n-grams cannot be read back out of it.
std::string ExportTable(const EstimatedModel& model);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_TABLE_EXPORT_H_
