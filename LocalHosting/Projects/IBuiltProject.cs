namespace LlmAspire.LocalHosting.Projects;

/// <summary>Where a project's build output is; for the classes that the build generates.</summary>
public interface IBuiltProject
{
    /// <summary>The full path of the assembly.</summary>
    string TargetPath { get; }
}
