/** A button that says why it is off, to those who see, hear or touch it. It stays in the tab order, so that the reason can be read. */
import { Button, Tooltip, type ButtonProps } from "@mantine/core";
import { useId, type ReactNode } from "react";

interface Props extends ButtonProps {
  /** Why it is off; nothing: it is on. */
  off?: string | undefined;
  onClick?: () => void;
  type?: "button" | "submit";
  children: ReactNode;
}

export function TestedButton({ off, onClick, type = "button", children, ...rest }: Props) {
  const id = useId();
  if (!off) return <Button type={type} {...(onClick ? { onClick } : {})} {...rest}>{children}</Button>;
  return (
    <>
      <Tooltip label={off}>
        <Button type="button" data-disabled aria-disabled aria-describedby={id} onClick={(event) => { event.preventDefault(); }} {...rest}>{children}</Button>
      </Tooltip>
      <span id={id} className="unseen">{off}</span>
    </>
  );
}
