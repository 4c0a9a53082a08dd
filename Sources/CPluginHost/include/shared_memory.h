// A file without a name that lives in memory, which a worker may open by the number of this process.

#ifndef TIANMU_SHARED_MEMORY_H
#define TIANMU_SHARED_MEMORY_H

/// Opens an empty one, closed in children; -1 where the system has none. The system frees it with the last process that
/// has it open, however that ends: there is no file that anybody would have to remove.
int tianmu_memory_open(void);

#endif
