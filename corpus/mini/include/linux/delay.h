/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

void udelay(unsigned long usecs);
void usleep_range(unsigned long min, unsigned long max);
void msleep(unsigned int msecs);

#endif
