using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Reference;

/// <summary>Finds the signals of one category by the reference's rules. Immutable.</summary>
internal interface IReferenceDetector
{
    /// <summary>Adds what is found, in the reference's order and with its indices.</summary>
    void Detect(ReferenceWindow window, List<SignalInstance> found);
}
