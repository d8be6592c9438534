// A plot as inline SVG, for the page. Series differ in dash pattern and marker as
// well as in colour; a legend below names them. Colours are the page's classes.
#ifndef CALQUE_DETECTOR_EVALUATION_PLOT_SVG_H_
#define CALQUE_DETECTOR_EVALUATION_PLOT_SVG_H_

#include <string>

#include "detector/evaluation/sheet.h"

namespace calque::evaluation {

void AppendPlotSvg(const Plot& plot, std::string* out);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_PLOT_SVG_H_
