import { getThemeById, ThemeContext } from '@grafana/data';
import { config, getAppEvents, ThemeChangedEvent } from '@grafana/runtime';
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { ThemeId } from '../boot';
import { rememberTheme } from './rememberedTheme';

const ToggleContext = createContext(() => {});

/** Changes between Grafana's dark and light theme. */
export const useThemeToggle = () => useContext(ToggleContext);

export function ThemeSwitch({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(config.theme2);
  const toggle = () => {
    const id: ThemeId = theme.isDark ? 'light' : 'dark';
    const next = getThemeById(id);
    // Code outside of React, among it the colours of field options, reads the theme from the configuration.
    config.theme2 = next;
    config.theme = next.v1;
    config.bootData.user.theme = id;
    config.bootData.user.lightTheme = next.isLight;
    rememberTheme(id);
    setTheme(next);
    getAppEvents().publish(new ThemeChangedEvent(next));
  };
  return (
    <ThemeContext.Provider value={theme}>
      <ToggleContext.Provider value={toggle}>{children}</ToggleContext.Provider>
    </ThemeContext.Provider>
  );
}
