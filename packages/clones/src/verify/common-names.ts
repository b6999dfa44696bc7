import { hashWord } from "@kindred/c-source";
import { stemHashOf } from "../scan/stem-hash.ts";
import { packName, Role } from "../scan/token-roles.ts";

/*
 * Names that stand in every driver and therefore say nothing about what a function is for: allocation, locking,
 * messages, register access, error codes, members that every struct has. A fixed list and not a count over the tree,
 * so that a pair is judged alike in every tree and after unrelated edits. The first 150 or so by number of functions in
 * Linux 6.12's drivers/, chosen by hand.
 */
const COMMON_CALLS =
  "kmalloc kzalloc kcalloc kmalloc_array kvzalloc kvmalloc vmalloc vzalloc kfree kvfree vfree kmemdup kstrdup " +
  "devm_kzalloc devm_kcalloc devm_kmalloc devm_kfree mutex_lock mutex_unlock mutex_init guard spin_lock spin_unlock " +
  "spin_lock_irq spin_unlock_irq spin_lock_irqsave spin_unlock_irqrestore spin_lock_bh spin_unlock_bh spin_lock_init " +
  "rcu_read_lock rcu_read_unlock rtnl_lock rtnl_unlock down_read up_read down_write up_write kref_init kref_get " +
  "dev_err dev_warn dev_info dev_dbg dev_err_probe pr_err pr_warn pr_info pr_debug printk netdev_err netdev_warn " +
  "netdev_info netdev_dbg DRM_ERROR DRM_DEBUG DRM_DEBUG_KMS drm_err drm_dbg_kms WARN WARN_ON WARN_ON_ONCE BUG_ON " +
  "container_of list_entry list_first_entry list_for_each_entry list_for_each_entry_safe dev_get_drvdata " +
  "dev_set_drvdata platform_get_drvdata platform_set_drvdata pci_get_drvdata i2c_get_clientdata to_platform_device " +
  "netdev_priv dev_name IS_ERR PTR_ERR ERR_PTR IS_ERR_OR_NULL PTR_ERR_OR_ZERO ERR_CAST likely unlikely memset memcpy " +
  "memcmp memmove strcmp strlen strncmp strscpy min max min_t max_t clamp clamp_t abs swap ARRAY_SIZE sprintf snprintf " +
  "scnprintf sysfs_emit kstrtoul kstrtoint kstrtouint kstrtobool readl writel readw writew readb writeb readl_relaxed " +
  "writel_relaxed ioread8 iowrite8 ioread16 iowrite16 ioread32 iowrite32 inb outb inw outw inl outl udelay mdelay " +
  "msleep ndelay usleep_range BIT BIT_ULL GENMASK set_bit clear_bit test_bit test_and_set_bit list_add list_add_tail " +
  "list_del list_del_init list_empty INIT_LIST_HEAD atomic_set atomic_read atomic_inc atomic_dec init_completion " +
  "complete INIT_WORK INIT_DELAYED_WORK schedule_work schedule_delayed_work queue_work cancel_work_sync " +
  "cancel_delayed_work_sync from_timer timer_setup mod_timer del_timer_sync init_waitqueue_head wake_up " +
  "wake_up_interruptible cpu_to_le16 cpu_to_le32 cpu_to_le64 le16_to_cpu le32_to_cpu le64_to_cpu cpu_to_be16 " +
  "cpu_to_be32 be16_to_cpu be32_to_cpu lower_32_bits upper_32_bits msecs_to_jiffies time_after time_before " +
  "regmap_read regmap_write regmap_update_bits regmap_set_bits regmap_clear_bits gpiochip_get_data iio_priv " +
  "kstrtou8 kstrtou16 kstrtou32 kstrtou64 kstrtos32 u8_get_bits u16_get_bits u32_get_bits " +
  "platform_get_resource copy_to_user copy_from_user get_user put_user READ_ONCE WRITE_ONCE";
const COMMON_MEMBERS =
  "dev name lock mutex flags data priv private base size len length id state next prev list type ops parent index idx " +
  "count addr address offset mode reg regs val value buf buffer status num node irq head tail queue hw info config cfg " +
  "ctrl max min start end mask shift ptr refcount ref pdev driver_data private_data regmap client of_node";
const COMMON_CONSTANTS =
  "GFP_KERNEL GFP_ATOMIC THIS_MODULE EINVAL ENOMEM ENODEV EIO EBUSY EAGAIN ENOENT EFAULT EPERM EACCES ETIMEDOUT " +
  "EOPNOTSUPP ENOTSUPP ENOTTY ERANGE ENOSPC EEXIST ENXIO EPROBE_DEFER ERESTARTSYS EINTR NOTIFY_OK NOTIFY_DONE " +
  "IRQ_HANDLED IRQ_NONE IRQ_WAKE_THREAD HZ PAGE_SIZE PAGE_SHIFT KERN_ERR KERN_INFO KERN_WARNING KERN_DEBUG";

const commonSymbols = new Set<number>();
for (const word of COMMON_CALLS.split(" ")) add(Role.Callee, word);
for (const word of COMMON_MEMBERS.split(" ")) add(Role.Member, word);
for (const word of COMMON_CONSTANTS.split(" ")) add(Role.Constant, word);

function add(role: number, word: string): void {
  commonSymbols.add(packName(role, hashWord(word), stemHashOf(word)));
}

/** Whether a symbol is a called function, member or constant that every driver has. */
export function isCommonName(symbol: number): boolean {
  return commonSymbols.has(symbol);
}
