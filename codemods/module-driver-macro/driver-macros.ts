/** A way to register drivers of one bus, and the macro that stands for a module that does nothing else. */
export interface DriverMacro {
  readonly register: string;
  readonly unregister: string;
  readonly macro: string;
}

/**
 * The `module_…_driver` macros of include/ that are `module_driver(__drv, register, unregister)` in every kernel that
 * meta.json names. Those that only one driver folder has, and those that do more than register, are left out.
 */
export const DRIVER_MACROS: readonly DriverMacro[] = [
  macro("module_platform_driver", "platform_driver_register", "platform_driver_unregister"),
  macro("module_platform_driver_probe", "platform_driver_probe", "platform_driver_unregister"),
  macro("module_i2c_driver", "i2c_add_driver", "i2c_del_driver"),
  macro("module_i3c_driver", "i3c_driver_register", "i3c_driver_unregister"),
  macro("module_spi_driver", "spi_register_driver", "spi_unregister_driver"),
  macro("module_pci_driver", "pci_register_driver", "pci_unregister_driver"),
  macro("module_usb_driver", "usb_register", "usb_deregister"),
  macro("module_usb_composite_driver", "usb_composite_probe", "usb_composite_unregister"),
  macro("module_hid_driver", "hid_register_driver", "hid_unregister_driver"),
  macro("module_amba_driver", "amba_driver_register", "amba_driver_unregister"),
  macro("module_virtio_driver", "register_virtio_driver", "unregister_virtio_driver"),
  macro("module_vdpa_driver", "vdpa_register_driver", "vdpa_unregister_driver"),
  macro("module_serdev_device_driver", "serdev_device_driver_register", "serdev_device_driver_unregister"),
  macro("module_auxiliary_driver", "auxiliary_driver_register", "auxiliary_driver_unregister"),
  macro("module_acpi_driver", "acpi_bus_register_driver", "acpi_bus_unregister_driver"),
  macro("module_pnp_driver", "pnp_register_driver", "pnp_unregister_driver"),
  macro("module_wmi_driver", "wmi_driver_register", "wmi_driver_unregister"),
  macro("module_pcmcia_driver", "pcmcia_register_driver", "pcmcia_unregister_driver"),
  macro("module_parport_driver", "parport_register_driver", "parport_unregister_driver"),
  macro("module_serio_driver", "serio_register_driver", "serio_unregister_driver"),
  macro("module_gameport_driver", "gameport_register_driver", "gameport_unregister_driver"),
  macro("module_mipi_dsi_driver", "mipi_dsi_driver_register", "mipi_dsi_driver_unregister"),
  macro("module_rpmsg_driver", "register_rpmsg_driver", "unregister_rpmsg_driver"),
  macro("module_spmi_driver", "spmi_driver_register", "spmi_driver_unregister"),
  macro("module_slim_driver", "slim_driver_register", "slim_driver_unregister"),
  macro("module_sdw_driver", "sdw_register_driver", "sdw_unregister_driver"),
  macro("module_mhi_driver", "mhi_driver_register", "mhi_driver_unregister"),
  macro("module_mcb_driver", "mcb_register_driver", "mcb_unregister_driver"),
  macro("module_bcma_driver", "bcma_driver_register", "bcma_driver_unregister"),
  macro("module_ulpi_driver", "ulpi_register_driver", "ulpi_unregister_driver"),
  macro("module_fsl_mc_driver", "fsl_mc_driver_register", "fsl_mc_driver_unregister"),
  macro("module_mei_cl_driver", "mei_cldev_driver_register", "mei_cldev_driver_unregister"),
  macro("module_greybus_driver", "greybus_register", "greybus_deregister"),
  macro("module_sunxi_rsb_driver", "sunxi_rsb_driver_register", "sunxi_rsb_driver_unregister"),
  macro("module_hda_codec_driver", "hda_codec_driver_register", "hda_codec_driver_unregister"),
  macro("module_snd_seq_driver", "snd_seq_driver_register", "snd_seq_driver_unregister"),
  macro("module_comedi_driver", "comedi_driver_register", "comedi_driver_unregister"),
  macro("module_comedi_pci_driver", "comedi_pci_driver_register", "comedi_pci_driver_unregister"),
  macro("module_comedi_usb_driver", "comedi_usb_driver_register", "comedi_usb_driver_unregister"),
  macro("module_comedi_pcmcia_driver", "comedi_pcmcia_driver_register", "comedi_pcmcia_driver_unregister"),
  macro("module_fsi_driver", "fsi_driver_register", "fsi_driver_unregister"),
  macro("module_dfl_driver", "dfl_driver_register", "dfl_driver_unregister"),
  macro("module_siox_driver", "siox_driver_register", "siox_driver_unregister"),
  macro("module_moxtet_driver", "moxtet_register_driver", "moxtet_unregister_driver"),
  macro("mdio_module_driver", "mdio_driver_register", "mdio_driver_unregister"),
];

function macro(name: string, register: string, unregister: string): DriverMacro {
  return { macro: name, register, unregister };
}
