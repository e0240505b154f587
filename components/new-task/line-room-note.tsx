import { Info } from "lucide-react";
import { useLineRoomWords } from "@/components/forecast/use-line-room-words";
import { Alert, AlertDescription } from "@/components/ui/alert";

/** Told before the button is pressed that the line takes no more. */
export function LineRoomNote() {
  const words = useLineRoomWords(1);
  return (
    <div role="status" className="empty:hidden">
      {words !== null && (
        <Alert variant="notice">
          <Info aria-hidden />
          <AlertDescription>{words}</AlertDescription>
        </Alert>
      )}
    </div>
  );
}
