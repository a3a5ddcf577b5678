namespace LlmAspire.FilterService.Patterns;

/// <summary>One step of a compiled pattern.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Next">The step that follows.</param>
/// <param name="Other">The other step that follows a fork.</param>
/// <param name="Set">The characters of a set or of a look-around.</param>
internal readonly record struct Instruction(InstructionKind Kind, int Next, int Other = 0, CharSet? Set = null);
