/* Uses the installed C library as its users do; fails unless an artifact was found. */
#include <calque/calque.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char* text =
      "The consul normal mentioned on Tuesday that the Liberal Celebration had been dealing with "
      "an uproar over overseas interference, and the legal professional normal declined to remark.";
  calque_detector* detector = NULL;
  calque_report* report = NULL;
  calque_error* error = calque_detector_open(NULL, &detector);
  if (error == NULL) error = calque_analyze(detector, text, strlen(text), NULL, &report);
  if (error != NULL) {
    fprintf(stderr, "%s\n", calque_error_message(error));
    calque_error_free(error);
    return 1;
  }
  calque_hit hit = {.struct_size = sizeof hit};
  size_t hits = 0;
  for (; calque_report_hit(report, hits, &hit) == 1; ++hits) {
    printf("%.*s <- %s\n", (int)(hit.end - hit.begin), text + hit.begin,
           calque_report_original(report, hits, 0));
  }
  calque_report_free(report);
  calque_detector_free(detector);
  return hits > 0 ? 0 : 1;
}
