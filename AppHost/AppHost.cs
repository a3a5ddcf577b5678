var builder = DistributedApplication.CreateBuilder(args);
System.Console.WriteLine(Projects.AppHost.ProjectPath + " " + new Projects.Gateway().TargetPath+ " " + new Projects.Gateway().ProjectPath + builder.AppHostDirectory);
